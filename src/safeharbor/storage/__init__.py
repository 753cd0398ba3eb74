"""The SQLCipher database: tables, repositories, index, migrations, integrity, backup."""
