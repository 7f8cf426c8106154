-- What may be sent now. ARGV: most. Answers the subscriptions' version, then webhook ids.
local answer = redis.call('ZRANGEBYSCORE', P .. 'due', '-inf', text(now), 'LIMIT', 0, ARGV[1])
table.insert(answer, 1, redis.call('GET', P .. 'version') or '0')
return answer
