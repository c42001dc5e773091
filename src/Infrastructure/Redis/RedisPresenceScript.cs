namespace Pinnokio.Infrastructure.Redis;

/// <summary>
/// One step on a user's record, the hash <c>presence:{user}</c>: <c>s:&lt;session&gt;</c> = "expires seen registered route" (the server's milliseconds),
/// <c>state</c> (on, off, absent when not known), <c>edge</c> and <c>told</c> (the last edge, and the last one that was told), <c>left</c> (since when no session
/// lives), <c>was</c> (a replica said that the user was online before the server forgot), <c>x:&lt;session&gt;</c> (ended then; what a replica says of it that is older comes too late).
/// </summary>
internal static class RedisPresenceScript
{
    public const string Text = """
        local k, op, key = KEYS[1], ARGV[1], ARGV[2]
        local life, grace, lead, settle, again, kept = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local f, all = {}, redis.call('HGETALL', k)
        for i = 1, #all, 2 do f[all[i]] = all[i + 1] end
        local function text(n) return string.format('%.0f', n) end
        local function set(name, value)
            f[name] = value
            if value then redis.call('HSET', k, name, value) else redis.call('HDEL', k, name) end
        end
        local function write(seen, registered, route)
            set('s:' .. key, text(seen + life) .. ' ' .. text(seen) .. ' ' .. text(registered) .. ' ' .. route)
        end

        local expires, seen, registered, route = string.match(f['s:' .. key] or '', '^(%d+) (%d+) (%d+) (.*)$')
        local known = expires and tonumber(expires) > now
        if op == 'put' then
            local put = now - ARGV[9]
            local born = now - ARGV[10]
            if known then
                put = math.max(put, tonumber(seen))
                born = math.min(born, tonumber(registered))
            end
            if put + life > now and put >= tonumber(f['x:' .. key] or 0) then write(put, born, known and ARGV[12] == '' and route or ARGV[12]) end
            if ARGV[11] == '1' and not f.state then set('was', '1') end
        elseif op == 'renew' and known then
            write(now, registered, route)
        elseif op == 'drop' and expires then
            set('s:' .. key, nil)
            set('x:' .. key, text(now))
        elseif op == 'gone' then
            local ended = now - ARGV[9]
            if seen and tonumber(seen) <= ended then set('s:' .. key, nil) end
            set('x:' .. key, text(ended))
            if ARGV[11] == '1' and not f.state then
                set('was', '1')
                if not f.left then set('left', text(ended)) end
            end
        elseif op == 'told' and f.edge == key then
            set('told', key)
        end

        local live, first, last = 0, nil, nil
        for name, value in pairs(f) do
            local kind = string.sub(name, 1, 2)
            local at = tonumber(string.match(value, '^%d+'))
            if kind == 's:' and at > now then
                live = live + 1
                first = math.min(first or at, at)
            elseif kind == 's:' then
                last = math.max(last or at, at)
                set(name, nil)
            elseif kind == 'x:' and at + life <= now then
                set(name, nil)
            end
        end
        if live > 0 and f.left then set('left', nil) end
        if live == 0 and not f.left and (f.state == 'on' or f.was) then set('left', text(last and math.min(now, last - lead) or now)) end

        local online, next = f.state == 'on', live > 0 and first or nil
        if f.edge == f.told then
            local wanted = nil
            if live > 0 and not online then
                wanted = 'on'
            elseif live == 0 and (online or f.was) then
                next = f.left + grace
                if next <= now then wanted = 'off' end
            end
            if wanted then
                local info = redis.pcall('INFO', 'server')
                local up = type(info) == 'string' and string.match(info, 'uptime_in_seconds:(%d+)')
                if up and up * 1000 < settle then
                    next = now + settle + 1000 - up * 1000
                else
                    if f.was and wanted == 'on' and not f.state then
                        set('state', 'on')
                    else
                        set('state', wanted)
                        set('edge', text(time[1] * 1000000 + time[2]))
                    end
                    if f.was then set('was', nil) end
                    if wanted == 'off' then next = nil end
                end
            end
        end
        local untold = f.edge ~= f.told and f.edge or ''
        if untold ~= '' then next = now + again end
        if next or #all > 0 then redis.call('PEXPIRE', k, kept) end
        return { known and 1 or 0, untold, f.state == 'on' and 1 or 0, next and text(next) or '' }
        """;
}
