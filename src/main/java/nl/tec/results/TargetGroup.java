package nl.tec.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Audience;

/** A target group of the city's economic board. */
public enum TargetGroup {
    /** Pupils and students who come with their class: measured by band, not by audience. */
    SCHOOL_TO_WORK,
    NO_WORK_TO_WORK(Audience.REINTEGRATION),
    WORK_TO_WORK(Audience.CAREER_SWITCHER, Audience.WORKER),
    LEARNING_AT_WORK(Audience.EMPLOYER);

    private final List<Audience> audiences;

    TargetGroup(Audience... audiences) {
        this.audiences = List.of(audiences);
    }

    /** Returns the audiences of individual visitors that belong to the group. */
    public List<Audience> audiences() {
        return audiences;
    }

    /** Returns the groups that {@link Measure#PEOPLE} can be about. */
    public static List<TargetGroup> ofPeople() {
        return Arrays.stream(values())
                .filter(group -> !group.audiences.isEmpty())
                .toList();
    }

    static Optional<TargetGroup> with(Audience audience) {
        return Arrays.stream(values())
                .filter(group -> group.audiences.contains(audience))
                .findFirst();
    }
}
