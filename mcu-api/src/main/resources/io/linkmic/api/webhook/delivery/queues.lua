-- What the scripts of this folder share: the queues of webhooks. For a subscription w and a subject s (a room,
-- 'node:' and a node, or 'webhook:test'):
--   due            sorted set of w by when something of it may be sent
--   due:w          sorted set of s by when its head may be sent; every queue that is not empty
--   oldest:w       sorted set of s by when its head was queued
--   queue:w:s      list of '1 eventId queuedAt resent type body', the head first
--   state:w:s      hash of the head: claim, attempts, since
--   health:w       hash: queued, lastStatus, lastError, lastAt, restFailures, restUntil, restSince, deadSerial,
--                  deadDropped
--   dead:w         hash of event id to JSON; dead-order:w: sorted set of event ids, in the order of their death
local P = 'linkmic:webhook:'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local buried = 0

local function text(number)
  return string.format('%.0f', number)
end

local function number(key, field)
  return tonumber(redis.call('HGET', key, field) or 0)
end

local function id_of(entry)
  return string.match(entry, '^1 (%S+) ')
end

-- When anything of the subscription may be sent next.
local function reckon(webhook)
  local first = redis.call('ZRANGE', P .. 'due:' .. webhook, 0, 0, 'WITHSCORES')
  if first[1] then
    local rest = number(P .. 'health:' .. webhook, 'restUntil')
    redis.call('ZADD', P .. 'due', text(math.max(tonumber(first[2]), rest)), webhook)
  else
    redis.call('ZREM', P .. 'due', webhook)
  end
end

-- After a queue got another head, or the same one another time.
local function settle(webhook, subject, due)
  local head = redis.call('LINDEX', P .. 'queue:' .. webhook .. ':' .. subject, 0)
  if head then
    redis.call('ZADD', P .. 'oldest:' .. webhook, string.match(head, '^1 %S+ (%d+) '), subject)
    redis.call('ZADD', P .. 'due:' .. webhook, text(due), subject)
  else
    redis.call('ZREM', P .. 'oldest:' .. webhook, subject)
    redis.call('ZREM', P .. 'due:' .. webhook, subject)
    redis.call('DEL', P .. 'state:' .. webhook .. ':' .. subject)
  end
end

-- Into the dead letters; the oldest ones make room, and are counted.
local function bury(webhook, subject, entry, reason, attempts, status, failure, kept)
  local health = P .. 'health:' .. webhook
  local id = id_of(entry)
  redis.call('HSET', P .. 'dead:' .. webhook, id, cjson.encode({
    schema = '1', subject = subject, entry = entry, reason = reason, attempts = text(attempts),
    status = status, error = failure, diedAt = text(now)}))
  redis.call('ZADD', P .. 'dead-order:' .. webhook, text(redis.call('HINCRBY', health, 'deadSerial', 1)), id)
  buried = buried + 1
  while redis.call('ZCARD', P .. 'dead-order:' .. webhook) > tonumber(kept) do
    local oldest = redis.call('ZPOPMIN', P .. 'dead-order:' .. webhook)
    redis.call('HDEL', P .. 'dead:' .. webhook, oldest[1])
    redis.call('HINCRBY', health, 'deadDropped', 1)
  end
end

-- Whether there is room for one more event: nil, or the reason why not.
local function full(webhook, subject, most_of_subject, most)
  if redis.call('LLEN', P .. 'queue:' .. webhook .. ':' .. subject) >= tonumber(most_of_subject) then
    return 'room-queue-full'
  end
  if number(P .. 'health:' .. webhook, 'queued') >= tonumber(most) then
    return 'queue-full'
  end
end

local function append(webhook, subject, entry)
  if redis.call('RPUSH', P .. 'queue:' .. webhook .. ':' .. subject, entry) == 1 then
    settle(webhook, subject, now)
    reckon(webhook)
  end
  redis.call('HINCRBY', P .. 'health:' .. webhook, 'queued', 1)
end

-- The head leaves its queue; the next one has not been tried.
local function pop(webhook, subject)
  local entry = redis.call('LPOP', P .. 'queue:' .. webhook .. ':' .. subject)
  if entry then
    redis.call('HINCRBY', P .. 'health:' .. webhook, 'queued', -1)
  end
  redis.call('HDEL', P .. 'state:' .. webhook .. ':' .. subject, 'attempts', 'since')
  return entry
end

-- The receiver answers: whoever waited because it did not may go on, except who is under way.
local function wake(webhook)
  local health = P .. 'health:' .. webhook
  if number(health, 'restFailures') == 0 then
    return
  end
  redis.call('HDEL', health, 'restFailures', 'restUntil', 'restSince')
  for _, subject in ipairs(redis.call('ZRANGEBYSCORE', P .. 'due:' .. webhook, '(' .. text(now), '+inf')) do
    if redis.call('HEXISTS', P .. 'state:' .. webhook .. ':' .. subject, 'claim') == 0 then
      redis.call('ZADD', P .. 'due:' .. webhook, text(now), subject)
    end
  end
end
