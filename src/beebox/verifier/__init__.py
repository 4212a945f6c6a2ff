"""The proof that a program is safe; it is handed its tables and knows no kernel."""
