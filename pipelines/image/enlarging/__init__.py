"""The enlarger: a picture at two or four times its size."""
