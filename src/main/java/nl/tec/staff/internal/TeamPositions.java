package nl.tec.staff.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Assigns the people of a team to the positions of a session, maximising the number of positions with the right skill. */
public final class TeamPositions {

    /** @param skillId the skill that this person is asked for; null: a position for anybody, or an extra person */
    public record Position(
            long sessionId, long memberId, @Nullable Long skillId) {}

    private final List<@Nullable Long> open;
    private final List<Long> team;
    private final Map<Long, Set<Long>> skills;

    /** The member at each position, by the index of the position. */
    private final Map<Integer, Long> taken = new HashMap<>();

    private TeamPositions(List<@Nullable Long> open, List<Long> team, Map<Long, Set<Long>> skills) {
        this.open = open;
        this.team = team;
        this.skills = skills;
    }

    /**
     * Returns the positions in order of the sessions; extra people of a session come last.
     *
     * @param teams people per session
     * @param open skills of the open positions per session; null: anybody
     * @param skills skills per person
     */
    public static List<Position> of(
            Map<Long, List<Long>> teams, Map<Long, List<@Nullable Long>> open, Map<Long, Set<Long>> skills) {
        List<Position> all = new ArrayList<>();
        new TreeMap<>(teams)
                .forEach((session, team) -> all.addAll(
                        new TeamPositions(open.getOrDefault(session, List.of()), team, skills).positions(session)));
        return all;
    }

    private List<Position> positions(long session) {
        for (long member : team) {
            take(member, new HashSet<>());
        }
        List<Position> positions = new ArrayList<>();
        taken.forEach((position, member) -> positions.add(new Position(session, member, open.get(position))));
        for (long member : team) {
            if (!taken.containsValue(member)) {
                positions.add(new Position(session, member, null));
            }
        }
        return positions;
    }

    /** Takes a position, moving others to another position if needed (augmenting path). */
    private boolean take(long member, Set<Integer> tried) {
        for (int position = 0; position < open.size(); position++) {
            Long skill = open.get(position);
            boolean able =
                    skill == null || skills.getOrDefault(member, Set.of()).contains(skill);
            if (able && tried.add(position)) {
                Long other = taken.get(position);
                if (other == null || take(other, tried)) {
                    taken.put(position, member);
                    return true;
                }
            }
        }
        return false;
    }
}
