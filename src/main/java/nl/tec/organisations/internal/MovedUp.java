package nl.tec.organisations.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.organisations.MovingUp.NextClass;
import nl.tec.organisations.MovingUp.NextPart;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.StudyLevel;
import nl.tec.shared.Sector;

/**
 * Computes the classes of next year from those of this year. A class moves up as a whole, with its label (7a becomes 8a, 6/7 becomes
 * 7/8); of 7/8, group 8 leaves and group 7 becomes 8. The infant class 1/2, which most schools have, stays: group 1 becomes group 2,
 * group 2 moves to 3, and a new group 1 joins.
 */
public final class MovedUp {

    private static final Pattern GROUPS = Pattern.compile("[1-8](?:\\s?[/+-]\\s?[1-8])*(?![0-9])");
    private static final Set<Integer> INFANTS = Set.of(1, 2);

    private final List<NextClass> classes = new ArrayList<>();

    private MovedUp() {}

    public static List<NextClass> of(List<SchoolClass> now) {
        MovedUp moved = new MovedUp();
        now.forEach(moved::move);
        return disambiguate(moved.classes);
    }

    /** Returns the number of pupils of this year's classes who leave. */
    public static int leaving(List<SchoolClass> now) {
        return now.stream()
                .flatMap(k -> k.parts().stream().filter(part -> leaves(k, part)))
                .mapToInt(ClassPart::headCount)
                .sum();
    }

    private void move(SchoolClass k) {
        Set<Integer> grades = grades(k.parts());
        List<ClassPart> first =
                k.parts().stream().filter(p -> p.grade().number() == 1).toList();
        if (grades.equals(INFANTS)) {
            ClassPart ones = k.parts().get(0);
            ClassPart twos = k.parts().get(1);
            add(k, k.label(), List.of(same(ones, 1), same(ones, 2)), List.of(k.label()));
            add(k, relabel(k.label(), grades, Set.of(3)), List.of(same(twos, 3)), List.of(k.label()));
            return;
        }
        List<NextPart> up = k.parts().stream()
                .filter(part -> !leaves(k, part))
                .map(part -> same(part, part.grade().number() + 1))
                .toList();
        if (!up.isEmpty()) {
            Set<Integer> next = up.stream().map(NextPart::grade).collect(Collectors.toCollection(TreeSet::new));
            add(k, relabel(k.label(), grades, next), up, List.of(k.label()));
        }
        for (ClassPart ones : first) {
            add(k, relabel(k.label(), grades, Set.of(1)), List.of(same(ones, 1)), List.of());
        }
    }

    private void add(SchoolClass now, String label, List<NextPart> parts, List<String> from) {
        classes.add(new NextClass(label, now.level(), parts, from, now.countedIn()));
    }

    private static NextPart same(ClassPart part, int grade) {
        boolean moves = grade != part.grade().number();
        return new NextPart(grade, part.headCount(), part.low(), part.high(), moves ? part.id() : null);
    }

    private static boolean leaves(SchoolClass k, ClassPart part) {
        return part.grade().number() >= lastGrade(part.grade().sector(), k.level());
    }

    /**
     * Returns the last group or year of study: group 8, or the last year of the level. A school may have typed a level that is none of
     * {@link StudyLevel}. Pupils do not leave the school after the years of mixed levels.
     */
    private static int lastGrade(Sector sector, String level) {
        String words = level.toLowerCase(Locale.ROOT);
        return StudyLevel.ofCode(sector, words)
                .filter(known -> known != StudyLevel.BRIDGE)
                .map(StudyLevel::years)
                .orElseGet(() -> sector == Sector.VO ? lastYear(words) : sector.lastGrade());
    }

    private static int lastYear(String words) {
        if (words.contains("vwo") || words.contains("gymnasium") || words.contains("atheneum")) {
            return StudyLevel.VWO.years();
        }
        if (words.contains("havo")) {
            return StudyLevel.HAVO.years();
        }
        return words.contains("vmbo") || words.contains("mavo") ? StudyLevel.VMBO_T.years() : Sector.VO.lastGrade();
    }

    /** Replaces the groups in a label by the new ones; a label without groups stays the same. */
    private static String relabel(String label, Set<Integer> grades, Set<Integer> next) {
        Matcher groups = GROUPS.matcher(label);
        while (groups.find()) {
            Set<Integer> named = groups.group()
                    .chars()
                    .filter(Character::isDigit)
                    .mapToObj(c -> c - '0')
                    .collect(Collectors.toSet());
            if (grades.containsAll(named)) {
                String written = next.stream().sorted().map(String::valueOf).collect(Collectors.joining("/"));
                return label.substring(0, groups.start()) + written + label.substring(groups.end());
            }
        }
        return label;
    }

    private static Set<Integer> grades(List<ClassPart> parts) {
        return parts.stream().map(p -> p.grade().number()).collect(Collectors.toSet());
    }

    /** Sorts classes by group, and appends letters to equal labels. */
    private static List<NextClass> disambiguate(List<NextClass> classes) {
        List<NextClass> ordered = classes.stream()
                .sorted(Comparator.comparing((NextClass k) -> k.parts().get(0).grade())
                        .thenComparing(NextClass::level)
                        .thenComparing(NextClass::label))
                .toList();
        Set<String> often = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (NextClass k : ordered) {
            if (!taken.add(key(k.label()))) {
                often.add(key(k.label()));
            }
        }
        taken.removeAll(often);
        List<NextClass> told = new ArrayList<>();
        for (NextClass k : ordered) {
            told.add(
                    often.contains(key(k.label()))
                            ? new NextClass(free(k.label(), taken), k.level(), k.parts(), k.from(), k.countedIn())
                            : k);
        }
        return told;
    }

    private static String free(String label, Set<String> taken) {
        String stem = label.matches(".*[1-8 ][a-z]") ? label.substring(0, label.length() - 1) : label;
        for (char letter = 'a'; letter <= 'z'; letter++) {
            String free = fits(stem, String.valueOf(letter));
            if (taken.add(key(free))) {
                return free;
            }
        }
        for (int number = 2; ; number++) {
            String free = fits(label, String.valueOf(number));
            if (taken.add(key(free))) {
                return free;
            }
        }
    }

    /** Appends a suffix, truncating a label that is too long. */
    private static String fits(String label, String end) {
        int room = ClassRules.MAX_LABEL_LENGTH - end.length();
        return (label.length() > room ? label.substring(0, room) : label) + end;
    }

    private static String key(String label) {
        return label.toLowerCase(Locale.ROOT);
    }
}
