"""Architecture reviews: a design, the incidents that matter to it, and how it answers them."""
