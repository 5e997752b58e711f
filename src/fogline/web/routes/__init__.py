"""Answer requests: one module a view of the desk."""
