package nl.tec.bookings;

import java.util.Comparator;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The number of adults that a school brings along (rules 4). */
@Component
public class Adults {

    /** The minimum number of adults with a class, and in a bus. */
    public static final int MIN_ADULTS = 2;

    private static final int LAST_OF_LOWER_GROUPS = 3;

    private final HubSettings hub;

    Adults(HubSettings hub) {
        this.hub = hub;
    }

    /** Returns the number of adults by the hub's guideline. @param pupils who go, by group */
    public int needed(Map<Grade, Integer> pupils) {
        return needed(pupils, childrenPerAdult(pupils, null));
    }

    /** Returns one adult per {@code childrenPerAdult} pupils, rounded up, and at least {@link #MIN_ADULTS}. */
    public int needed(Map<Grade, Integer> pupils, int childrenPerAdult) {
        int all = pupils.values().stream().mapToInt(Integer::intValue).sum();
        return Math.max(MIN_ADULTS, (all + childrenPerAdult - 1) / childrenPerAdult);
    }

    /** @param ofActivity null: the hub's guideline for the lowest group that goes */
    public int childrenPerAdult(Map<Grade, Integer> pupils, @Nullable Integer ofActivity) {
        if (ofActivity != null) {
            return Math.max(1, ofActivity);
        }
        return pupils.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .map(lowest -> Math.max(1, hub.number(guideline(lowest))))
                .orElse(hub.number(Setting.CHILDREN_PER_ADULT_UPPER));
    }

    private static Setting guideline(Grade lowest) {
        return switch (lowest.sector()) {
            case VO, MBO -> Setting.CHILDREN_PER_ADULT_VO;
            case PO, SO ->
                lowest.number() <= LAST_OF_LOWER_GROUPS
                        ? Setting.CHILDREN_PER_ADULT_LOWER
                        : Setting.CHILDREN_PER_ADULT_UPPER;
        };
    }
}
