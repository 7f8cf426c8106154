-- All nodes. KEYS: nodes. ARGV: node key prefix, remembered ms. Answers now, then id, beat, value each.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('%.0f', now - ARGV[2]), '+inf', 'WITHSCORES')
local answer = {string.format('%.0f', now)}
for i = 1, #found, 2 do
  answer[#answer + 1] = found[i]
  answer[#answer + 1] = string.format('%.0f', found[i + 1])
  answer[#answer + 1] = redis.call('GET', ARGV[1] .. found[i]) or ''
end
return answer
