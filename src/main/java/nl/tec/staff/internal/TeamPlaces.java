package nl.tec.staff.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Assigns the people of a team to the places of a session, maximising the number of places with the right skill. */
public final class TeamPlaces {

    /** @param skillId the skill that this person is asked for; null: a place for anybody, or an extra person */
    public record Place(
            long sessionId, long memberId, @Nullable Long skillId) {}

    private final List<@Nullable Long> open;
    private final List<Long> team;
    private final Map<Long, Set<Long>> skills;

    /** The member at each place, by the index of the place. */
    private final Map<Integer, Long> taken = new HashMap<>();

    private TeamPlaces(List<@Nullable Long> open, List<Long> team, Map<Long, Set<Long>> skills) {
        this.open = open;
        this.team = team;
        this.skills = skills;
    }

    /**
     * Returns the places in order of the sessions; extra people of a session come last.
     *
     * @param teams people per session
     * @param open skills of the open places per session; null: anybody
     * @param skills skills per person
     */
    public static List<Place> of(
            Map<Long, List<Long>> teams, Map<Long, List<@Nullable Long>> open, Map<Long, Set<Long>> skills) {
        List<Place> all = new ArrayList<>();
        new TreeMap<>(teams)
                .forEach((session, team) -> all.addAll(
                        new TeamPlaces(open.getOrDefault(session, List.of()), team, skills).places(session)));
        return all;
    }

    private List<Place> places(long session) {
        for (long member : team) {
            take(member, new HashSet<>());
        }
        List<Place> places = new ArrayList<>();
        taken.forEach((place, member) -> places.add(new Place(session, member, open.get(place))));
        for (long member : team) {
            if (!taken.containsValue(member)) {
                places.add(new Place(session, member, null));
            }
        }
        return places;
    }

    /** Takes a place, moving others to another place if needed (augmenting path). */
    private boolean take(long member, Set<Integer> tried) {
        for (int place = 0; place < open.size(); place++) {
            Long skill = open.get(place);
            boolean able =
                    skill == null || skills.getOrDefault(member, Set.of()).contains(skill);
            if (able && tried.add(place)) {
                Long other = taken.get(place);
                if (other == null || take(other, tried)) {
                    taken.put(place, member);
                    return true;
                }
            }
        }
        return false;
    }
}
