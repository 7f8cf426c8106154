-- Events for the leader. KEYS: leader, stream. ARGV: token, group, consumer, most, '0' for what is pending or '>'.
-- Answers, for each entry: its id, how many strings follow, names and values; none for one that was trimmed.
local leader = redis.call('GET', KEYS[1])
if not leader or string.match(leader, '^1 (%d+) ') ~= ARGV[1] then
  return {'deposed'}
end
local function read()
  return redis.pcall('XREADGROUP', 'GROUP', ARGV[2], ARGV[3], 'COUNT', ARGV[4], 'STREAMS', KEYS[2], ARGV[5])
end
local found = read()
if type(found) == 'table' and found.err then
  -- From the first entry on: what happened before mcu-api came counts too.
  redis.call('XGROUP', 'CREATE', KEYS[2], ARGV[2], '0', 'MKSTREAM')
  found = read()
end
local answer = {'read'}
if found then
  for _, entry in ipairs(found[1][2]) do
    answer[#answer + 1] = entry[1]
    local fields = entry[2] or {}
    answer[#answer + 1] = string.format('%.0f', #fields)
    for _, field in ipairs(fields) do
      answer[#answer + 1] = field
    end
  end
end
return answer
