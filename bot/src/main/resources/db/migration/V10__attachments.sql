-- The files of conversations. seq: of the row that shows the file. sha256: of the content, in hex.
-- episode: in which it came; that episode's ticket gets it.
create table attachments (
  id varchar(40) primary key,
  conversation varchar(40) not null references conversations (id),
  seq bigint not null,
  episode integer not null,
  name varchar(400) not null,
  kind varchar(20) not null,
  bytes bigint not null,
  sha256 varchar(64) not null,
  taken_at timestamp with time zone not null
);
create index attachments_of on attachments (conversation, seq);

-- Their content in parts, as one value of H2 holds a megabyte at most.
create table attachment_parts (
  attachment varchar(40) not null references attachments (id),
  part integer not null,
  content bytea not null,
  primary key (attachment, part)
);

-- The files of built-in tickets, likewise.
create table desk_attachment_parts (
  system_key varchar(40) not null,
  name varchar(300) not null,
  part integer not null,
  content bytea not null,
  primary key (system_key, name, part)
);
insert into desk_attachment_parts (system_key, name, part, content)
  select system_key, name, 0, content from desk_attachments;
alter table desk_attachments drop column content;

-- How customers rated how they were helped, once an episode; score: from 1 to 5.
create table ratings (
  conversation varchar(40) not null references conversations (id),
  episode integer not null,
  score integer not null,
  words varchar(10000),
  rated_at timestamp with time zone not null,
  primary key (conversation, episode)
);
create index ratings_at on ratings (rated_at);
