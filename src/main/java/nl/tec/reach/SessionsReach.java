package nl.tec.reach;

import java.util.Set;

/**
 * The people who came to some sessions in a calendar year.
 *
 * @param attended the sessions that anybody came to
 * @param pupils the number of distinct pupils who came with their class (rules 2.2 to 2.4)
 * @param others the number of individual visitors: young people as many per mail address, group and age as came to one session (rules 2.5),
 *     others distinct by mail address and audience, walk-ins by head (rules 2.9)
 */
public record SessionsReach(Set<Long> attended, long pupils, long others) {}
