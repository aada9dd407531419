"""退回修改意见: the letters, in Word, that send forms back to their units."""
