-- The agents' desk: who may come in, their sessions, and how conversations are found.

-- login and name are each one person's for ever: a name is what conversations and comments keep.
-- password_hash: by the encoder that its prefix names; null while only a code lets them in.
create table desk_agents (
  login varchar(64) primary key,
  name varchar(80) not null unique,
  role varchar(10) not null,
  disabled boolean not null,
  password_hash varchar(400),
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);

-- One-time codes, SHA-256 in hex. login: whom it lets in; null for the first administrator's, which
-- does not expire but is drawn anew at each start.
create table desk_codes (
  code_hash varchar(64) primary key,
  login varchar(64) references desk_agents (login),
  expires_at timestamp with time zone
);
create index desk_codes_of on desk_codes (login);

-- Spring Session's own tables, as its schema for PostgreSQL gives them.
create table desk_sessions (
  primary_id char(36) primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create unique index desk_sessions_id on desk_sessions (session_id);
create index desk_sessions_expiry on desk_sessions (expiry_time);
create index desk_sessions_principal on desk_sessions (principal_name);
create table desk_sessions_attributes (
  session_primary_id char(36) not null references desk_sessions (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- A copy of the state's, for the desk's filters.
alter table conversations add column mail_client varchar(80);
create index conversations_kind on conversations (state_kind, updated_at);
