-- How agents come in by the provider's own OpenID Connect provider.

-- Whose an account of that provider is: the pair of issuer and subject counts, and no name that may be
-- given to somebody else. One pair for each agent. last_used_at: null until it is used again.
create table desk_sign_ons (
  login varchar(64) primary key references desk_agents (login),
  issuer varchar(400) not null,
  subject varchar(255) not null,
  bound_at timestamp with time zone not null,
  last_used_at timestamp with time zone
);
create unique index desk_sign_ons_subject on desk_sign_ons (issuer, subject);
