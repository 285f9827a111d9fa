"""The enhancer: light, contrast and colour of a picture that there is."""
