-- The text chat of broadcasts. Ids count per broadcast without gaps, in the order of commits: the row in
-- chat_room is locked while a message is added.

create table chat_room (
  broadcast_id   text        primary key references broadcast on delete cascade,
  last_message   bigint      not null
);

create table chat_message (
  broadcast_id   text        not null references broadcast on delete cascade,
  message_id     bigint      not null,
  participant_id text        not null,
  name           text        not null,
  text           text        not null,
  client_id      text,                 -- the sender's own id: the same one is stored once
  at             timestamptz not null,
  primary key (broadcast_id, message_id)
);
create unique index chat_message_once on chat_message (broadcast_id, participant_id, client_id)
  where client_id is not null;

create table chat_mute (
  broadcast_id   text        not null references broadcast on delete cascade,
  participant_id text        not null,
  muted_by       text        not null,
  muted_at       timestamptz not null,
  primary key (broadcast_id, participant_id)
);
