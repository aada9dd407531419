"""From places to the records of a form, with what reading has to say about them."""
