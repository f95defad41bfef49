-- Copies of the state's, for the desk's lists and search. agent: who holds it; customer: name and
-- address in lower case. passed_by: the colleague who handed it to that agent, until the agent does
-- something with it.
alter table conversations add column agent varchar(80);
alter table conversations add column customer varchar(1000);
alter table conversations add column passed_by varchar(80);
alter table conversations add column passed_at timestamp with time zone;
create index conversations_agent on conversations (agent, state_kind);
-- What is there already: the holder's name, and the customer as the state has it.
update conversations set agent =
  substring(state from position('"kind":"with-agent","agent":"' in state) + 29
    for position('"' in substring(state from position('"kind":"with-agent","agent":"' in state) + 29)) - 1)
  where state_kind = 'with-agent' and position('"kind":"with-agent","agent":"' in state) > 0;
update conversations set customer =
  lower(substring(substring(state from position('"customer":{' in state) + 12) from 1
    for least(1000, position('"trust":' in substring(state from position('"customer":{' in state) + 12)) - 1)))
  where position('"customer":{"mailAddress":"' in state) > 0
    or position('"customer":{"mailAddress":null,"name":"' in state) > 0;

-- Texts that agents have ready. owner: a login, or empty for everybody's.
create table canned_replies (
  owner varchar(64) not null,
  shortcut varchar(40) not null,
  text_ja varchar(4000) not null,
  text_en varchar(4000) not null,
  changed_at timestamp with time zone not null,
  primary key (owner, shortcut)
);

-- When each agent's page was last heard of, and when the agent last did something.
create table desk_presence (
  login varchar(64) primary key references desk_agents (login),
  seen_at timestamp with time zone not null,
  active_at timestamp with time zone not null
);
