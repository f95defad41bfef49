-- Mails to customers who have left, with people's answers.

-- Conversations with an answer that the customer may not have seen, and from which row on; last_opened: when a
-- stream of theirs began since then; last_open: when one was open.
create table unseen_answers (
  conversation varchar(40) primary key references conversations (id),
  after_seq bigint not null,
  last_opened timestamp with time zone,
  last_open timestamp with time zone
);

-- A mail holds the answers after after_seq up to last_seq. outcome: pending, sent, failed or dropped; due_at: of the
-- next try while it is pending. Codes as SHA-256 in hex: one opens the conversation once, until resumed_at is set;
-- null when that right has ended. The other one ends the mails.
create table letters (
  id varchar(40) primary key,
  conversation varchar(40) not null references conversations (id),
  mail_address varchar(320) not null,
  after_seq bigint not null,
  last_seq bigint not null,
  written_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  tries integer not null,
  outcome varchar(10) not null,
  reply varchar(300),
  resume_hash varchar(64) unique,
  decline_hash varchar(64) not null unique,
  resumed_at timestamp with time zone
);
create index letters_of on letters (conversation, written_at);
