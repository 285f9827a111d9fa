"""What grows, flows and stands under the sky: the parts that places are painted from."""
