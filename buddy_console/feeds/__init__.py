"""One module a network, which turns a server's answers into deliveries, and a runner that merges them."""
