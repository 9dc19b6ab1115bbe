package nl.tec.results;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.reach.Period;
import org.jspecify.annotations.Nullable;

/**
 * A naive reference implementation of rules 2: lists of everything that happened, and loops over them. Shares no code with the
 * program.
 */
final class SlowReach {

    static final class School {
        /** Its last day; null if it has not ended. */
        @Nullable LocalDate ended;
    }

    static final class Cohort {
        final School school;
        final int leavesIn;
        /** The public count by school year. */
        final Map<Integer, Integer> counted = new HashMap<>();
        /** The pupils in the school's own classes by school year. */
        final Map<Integer, Integer> own = new HashMap<>();

        Cohort(School school, int leavesIn) {
            this.school = school;
            this.leavesIn = leavesIn;
        }

        int grade(int schoolYear) {
            return 8 - (leavesIn - schoolYear - 1);
        }
    }

    static final class Part {
        final long id;
        final long classId;
        final Cohort cohort;
        final int schoolYear;
        /** Whether a school of VO or MBO only booked with it: it is no class of the school. */
        final boolean group;

        int headCount;
        boolean ended;

        Part(long id, long classId, Cohort cohort, int schoolYear, int headCount, boolean group) {
            this.group = group;
            this.id = id;
            this.classId = classId;
            this.cohort = cohort;
            this.schoolYear = schoolYear;
            this.headCount = headCount;
        }
    }

    static final class Visit {
        final Part part;
        final LocalDate day;
        final boolean otherPupils;
        final int partSize;
        final int groupSize;
        int came;

        private Visit(Part part, LocalDate day, int came, boolean otherPupils, int groupSize) {
            this.part = part;
            this.day = day;
            this.came = came;
            this.otherPupils = otherPupils;
            this.partSize = part.headCount;
            this.groupSize = groupSize;
        }

        int counts() {
            return Math.min(came, partSize);
        }
    }

    record Child(
            String mail, @Nullable Integer age, @Nullable Integer grade, LocalDate day, long session) {}

    final List<Cohort> cohorts = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();
    /** Visits whose attendance was undone. */
    final List<Visit> unrecorded = new ArrayList<>();

    final List<Child> children = new ArrayList<>();

    /** Records a visit with the sizes on that day (rules 2.2); the pupils of an ended part are in other parts (rules 2.3). */
    Visit visit(Part part, LocalDate day, int came, boolean otherPupils) {
        int all = 0;
        for (Part other : parts) {
            if (other.cohort == part.cohort && other.schoolYear == part.schoolYear && !other.ended && !other.group) {
                all += other.headCount;
            }
        }
        Visit visit = new Visit(part, day, came, otherPupils, part.group ? 0 : Math.max(all, part.headCount));
        visits.add(visit);
        return visit;
    }

    /** Counts by rules 2.1-2.4 and 2.6, before the cap by the population. */
    long reached(int from, int to, PeriodKind kind, int year) {
        long total = 0;
        for (Cohort cohort : cohorts) {
            total += switch (kind) {
                case SCHOOL_YEAR_STARTING -> inMonths(cohort, from, to, year, 8, 19);
                case SCHOOL_YEAR_ENDING -> inMonths(cohort, from, to, year - 1, 8, 19);
                case CALENDAR_YEAR ->
                    Math.max(inMonths(cohort, from, to, year - 1, 13, 19), inMonths(cohort, from, to, year, 8, 12));
                case REFERENCE_DATE -> throw new IllegalArgumentException();
            };
        }
        return total;
    }

    /** Counts in some months of a school year: 8 is August, 13 is January of the next calendar year. */
    private long inMonths(Cohort cohort, int from, int to, int schoolYear, int firstMonth, int lastMonth) {
        if (cohort.grade(schoolYear) < from || cohort.grade(schoolYear) > to) {
            return 0;
        }
        long together = 0;
        int size = Math.max(
                cohort.counted.getOrDefault(schoolYear, cohort.counted.getOrDefault(schoolYear - 1, 0)),
                cohort.own.getOrDefault(schoolYear, 0));
        for (Part part : parts) {
            int largest = 0;
            int others = 0;
            int partSize = 0;
            for (Visit visit : visits) {
                int month = visit.day.getMonthValue() + 12 * (visit.day.getYear() - schoolYear);
                if (visit.part != part || part.cohort != cohort || month < firstMonth || month > lastMonth) {
                    continue;
                }
                if (visit.otherPupils) {
                    others += visit.counts();
                } else {
                    largest = Math.max(largest, visit.counts());
                }
                partSize = Math.max(partSize, visit.partSize);
                size = Math.max(size, visit.groupSize);
            }
            together += Math.min(largest + others, partSize);
        }
        // of a cohort without a count or classes of its own, the groups that came are all there is
        return size == 0 ? together : Math.min(together, size);
    }

    /** Rules 2.1. A group is that of the school year of the visit. */
    long unrecorded(int from, int to, Period period) {
        long visits = 0;
        for (Visit visit : unrecorded) {
            int grade = visit.part.cohort.grade(visit.day.getYear() - (visit.day.getMonthValue() < 8 ? 1 : 0));
            if (!visit.day.isBefore(period.first())
                    && !visit.day.isAfter(period.last())
                    && grade >= from
                    && grade <= to) {
                visits++;
            }
        }
        return visits;
    }

    /** Sums the public counts of the schools that existed that year (rules 2.7). */
    long population(int from, int to, int schoolYear) {
        long pupils = 0;
        for (Cohort cohort : cohorts) {
            LocalDate ended = cohort.school.ended;
            boolean there = ended == null || !ended.isBefore(LocalDate.of(schoolYear, 8, 1));
            if (there && cohort.grade(schoolYear) >= from && cohort.grade(schoolYear) <= to) {
                pupils += cohort.counted.getOrDefault(schoolYear, 0);
            }
        }
        return pupils;
    }

    /** Sums per address and age the largest number at one session (rules 2.5). */
    long children(int from, int to, Period period) {
        Map<List<Object>, Map<Long, Integer>> together = new HashMap<>();
        for (Child child : children) {
            if (child.day.isBefore(period.first()) || child.day.isAfter(period.last()) || !mayBeIn(child, from, to)) {
                continue;
            }
            List<Object> who = List.of(child.mail, "age " + child.age, "group " + child.grade);
            together.computeIfAbsent(who, key -> new HashMap<>()).merge(child.session, 1, Integer::sum);
        }
        return together.values().stream()
                .mapToLong(sessions ->
                        sessions.values().stream().mapToInt(n -> n).max().orElse(0))
                .sum();
    }

    private static boolean mayBeIn(Child child, int from, int to) {
        if (child.grade != null) {
            return child.grade >= from && child.grade <= to;
        }
        if (child.age == null) {
            return false;
        }
        // the last birthday of a child aged 9 in May was before or after 1 October; in September, the same holds for
        // the next
        boolean before = child.day.getMonthValue() == 8 || child.day.getMonthValue() == 9;
        for (int age = before ? child.age : child.age - 1; age <= (before ? child.age + 1 : child.age); age++) {
            int group = Math.min(age - 3, 8);
            if (age <= 12 && group >= from && group <= to) {
                return true;
            }
        }
        return false;
    }
}
