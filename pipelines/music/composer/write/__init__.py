"""Form, harmony and every part."""
