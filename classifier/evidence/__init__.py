"""Evidence for rows: lines that could begin one, their signs, and what learnt weights make of them."""
