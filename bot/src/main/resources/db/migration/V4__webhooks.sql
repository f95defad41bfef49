-- Webhooks that came in. delivery_id: of the sender, the same over retries. body_hash: SHA-256 of the
-- body where the signature does not cover the delivery id, so that a known body under a new id is known
-- again. body: until it was read; the one that could not be read is kept for people to look at.
create table webhook_inbox (
  id varchar(40) primary key,
  system_name varchar(40) not null,
  delivery_id varchar(300) not null,
  body_hash varchar(64),
  body bytea,
  status varchar(10) not null,
  reason varchar(1000),
  received_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint webhook_inbox_delivery unique (system_name, delivery_id),
  constraint webhook_inbox_body unique (system_name, body_hash)
);
create index webhook_inbox_received on webhook_inbox (received_at);

-- Webhooks that go out, one row a subscriber. message_id: the same for every attempt. give_up_at: after
-- which a failure is the last one.
create table webhook_deliveries (
  id varchar(40) primary key,
  message_id varchar(60) not null,
  subscription varchar(100) not null,
  event_type varchar(60) not null,
  body varchar(20000) not null,
  status varchar(10) not null,
  attempts integer not null,
  reason varchar(1000),
  created_at timestamp with time zone not null,
  give_up_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
create index webhook_deliveries_created on webhook_deliveries (created_at);
create index webhook_deliveries_status on webhook_deliveries (status, subscription);

-- status_code: null when there was no answer.
create table webhook_attempts (
  delivery varchar(40) not null references webhook_deliveries (id),
  attempt integer not null,
  attempted_at timestamp with time zone not null,
  status_code integer,
  millis integer not null,
  outcome varchar(400) not null,
  primary key (delivery, attempt)
);

-- Subscribers that answered 410 at this address.
create table webhook_gone (
  subscription varchar(100) primary key,
  url varchar(2000) not null,
  gone_at timestamp with time zone not null
);

-- The conversation that was begun with a link from a ticket.
create table ticket_links_used (
  link varchar(40) primary key,
  conversation varchar(40) not null,
  used_at timestamp with time zone not null
);
