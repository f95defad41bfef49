-- The outbox as a state machine. status: PENDING, SENT, DONE, DEAD or DISCARDED.
-- version: raised by each send, so that whoever slept through one can't end it.
-- due_at: not looked at before. tried_since: the first send since it was added or requeued.
-- settles_at: set as long as a send may have taken effect unheard; when that will have shown.
alter table ticket_commands add column version bigint default 0 not null;
alter table ticket_commands add column sends integer default 0 not null;
alter table ticket_commands add column due_at timestamp with time zone;
alter table ticket_commands add column sent_at timestamp with time zone;
alter table ticket_commands add column tried_since timestamp with time zone;
alter table ticket_commands add column settles_at timestamp with time zone;
alter table ticket_commands add column late_told boolean default false not null;
alter table ticket_commands add column discarded_by varchar(200);
alter table ticket_commands add column discarded_why varchar(1000);
create index ticket_commands_by_status on ticket_commands (status, id);

-- Tickets that a system opened twice for one draft: found, and merged into the older one.
create table ticket_twins (
  ticket_key varchar(420) not null references tickets (ticket_key),
  system_key varchar(100) not null,
  found_at timestamp with time zone not null,
  merged_at timestamp with time zone,
  primary key (ticket_key, system_key)
);

-- When the next request may go to a ticket system, by the database's clock.
create table ticket_paces (
  system_name varchar(40) primary key,
  next_at timestamp with time zone not null
);
