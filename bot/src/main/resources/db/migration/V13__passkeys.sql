-- How agents come in without a password: by passkeys.

-- id: SHA-256 of the credential's id in hex. user_handle: drawn for each agent, and what the passkey
-- knows them by. credential: the authenticator's attested credential data, in which the public key is,
-- base64url. last_used_at: null until it is used.
create table desk_passkeys (
  id varchar(64) primary key,
  login varchar(64) not null references desk_agents (login),
  label varchar(60) not null,
  user_handle varchar(100) not null,
  credential varchar(4000) not null,
  transports varchar(200) not null,
  sign_count bigint not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  added_at timestamp with time zone not null,
  last_used_at timestamp with time zone
);
create index desk_passkeys_of on desk_passkeys (login);

-- What a browser was given and has to come back with, once and soon; hashes of it and of the browser's
-- token. login: who asked; null where nobody is logged in yet. kept: what belongs to it and stays here.
create table desk_challenges (
  challenge_hash varchar(64) primary key,
  purpose varchar(20) not null,
  browser_hash varchar(64) not null,
  login varchar(64) references desk_agents (login),
  kept varchar(400) not null,
  expires_at timestamp with time zone not null
);
create index desk_challenges_expiry on desk_challenges (expires_at);
