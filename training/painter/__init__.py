"""The icon painter: a latent diffusion model of few concepts, from drawings with names to a judged checkpoint."""
