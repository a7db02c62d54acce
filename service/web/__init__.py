"""The pages for planners: their routes, templates, styles and script."""
