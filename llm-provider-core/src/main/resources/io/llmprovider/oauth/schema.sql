-- Credentials of those who signed in. H2, PostgreSQL, MySQL and MariaDB; with Oracle, CLOB in place of TEXT.
CREATE TABLE llm_credentials (
	owner VARCHAR(255) NOT NULL PRIMARY KEY,
	content TEXT
);
