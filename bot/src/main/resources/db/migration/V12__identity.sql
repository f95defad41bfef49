-- Who is known for sure: customers by the site's word, agents by more than a password.

-- The site's tokens that were used, each by a hash of its key's and its own id, until they would have
-- expired anyway.
create table identity_tokens (
  token_hash varchar(64) primary key,
  expires_at timestamp with time zone not null
);
create index identity_tokens_expiry on identity_tokens (expires_at);
