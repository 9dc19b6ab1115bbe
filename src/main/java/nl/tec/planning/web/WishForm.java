package nl.tec.planning.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.planning.SchoolWish;
import nl.tec.planning.WishClass;
import nl.tec.planning.WishList;
import nl.tec.planning.Wishes;
import nl.tec.planning.Wishes.SubmittedWish;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * Maps the wishes of a school to a form and back. Fields {@code w3-1-...} are of the first wish of its fourth class. Weeks are entered
 * as numbers ({@code 38-42, 45}), days as {@code 3-12} or {@code 3-12-2027}.
 */
final class WishForm {

    /** The prefix of the fields of the form that adds a wish to several classes. */
    static final String MANY = "meer-";

    private static final Pattern WEEKS = Pattern.compile("(\\d{1,2})(?:\\s*(?:-|t/m)\\s*(\\d{1,2}))?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})-(\\d{1,2})(?:-(\\d{4}))?");
    private static final int MAX_WEEK = 53;
    private static final int MAX_PARTS = 60;

    private WishForm() {}

    /** Returns the prefix of the fields of a wish. */
    static String name(int classNumber, int position) {
        return "w" + classNumber + "-" + position + "-";
    }

    /** Fills a form with the stored wishes. */
    static FormData of(WishList list) {
        FormData form = new FormData();
        for (int c = 0; c < list.classes().size(); c++) {
            WishClass one = list.classes().get(c);
            form.put("klas" + c, one.label());
            for (int position = 1; position <= list.round().wishesPerClass(); position++) {
                put(form, name(c, position), one.wish(position));
            }
        }
        return form;
    }

    private static void put(FormData form, String name, SchoolWish wish) {
        for (int choice = 0; choice < SchoolWish.MAX_CHOICES; choice++) {
            form.put(
                    name + (choice + 1),
                    choice < wish.choices().size() ? wish.choices().get(choice) : "");
        }
        form.put(name + "liever", weeks(wish.preferred()));
        form.put(name + "niet", weeks(wish.excluded()));
        form.put(
                name + "dagdeel",
                wish.dayparts().size() == 1 ? wish.dayparts().iterator().next().name() : "");
        form.put(
                name + "data",
                wish.notDates().stream()
                        .map(day -> day.getDayOfMonth() + "-" + day.getMonthValue() + "-" + day.getYear())
                        .collect(Collectors.joining(", ")));
        form.put(name + "samen", wish.together());
        form.put(name + "opmerking", wish.note());
        form.put(name + "was", wish.digest());
    }

    /** Formats weeks, with consecutive ones as a range: {@code 38-42, 45}. */
    static String weeks(List<LocalDate> mondays) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < mondays.size(); i++) {
            int first = i;
            while (i + 1 < mondays.size()
                    && mondays.get(i + 1).equals(mondays.get(i).plusWeeks(1))) {
                i++;
            }
            String from = String.valueOf(Dates.week(mondays.get(first)));
            parts.add(first == i ? from : from + "-" + Dates.week(mondays.get(i)));
        }
        return String.join(", ", parts);
    }

    /** Reads the valid wishes; adds the problems of the others to the form. */
    static List<SubmittedWish> read(FormData form, WishList list) {
        List<SubmittedWish> typed = new ArrayList<>();
        for (int c = 0; form.has("klas" + c); c++) {
            String label = form.text("klas" + c);
            for (int position = 1; position <= list.round().wishesPerClass(); position++) {
                String name = name(c, position);
                int before = form.problems().all().size();
                if (form.has(name + "1")) {
                    SchoolWish wish = read(form, name, label, position, list);
                    if (form.problems().all().size() == before) {
                        typed.add(new SubmittedWish(wish, form.text(name + "was")));
                    }
                }
            }
        }
        return typed;
    }

    static SchoolWish read(FormData form, String name, String label, int position, WishList list) {
        SchoolYear year = list.round().year();
        List<Long> choices = new ArrayList<>();
        for (int choice = 1; choice <= SchoolWish.MAX_CHOICES; choice++) {
            Long activity = form.id(name + choice);
            if (activity != null && list.titles().containsKey(activity)) {
                choices.add(activity);
            }
        }
        form.problems().addIfLonger(form.line(name + "opmerking"), SchoolWish.MAX_NOTE, name + "opmerking");
        List<LocalDate> preferred = weeks(form, name + "liever", list);
        List<LocalDate> excluded = weeks(form, name + "niet", list);
        form.problems()
                .addIf(preferred.stream().anyMatch(excluded::contains), name + "niet", "planning.wish.bothWeeks");
        return new SchoolWish(
                label,
                position,
                choices,
                preferred,
                excluded,
                form.constants(name + "dagdeel", Daypart.class).stream().collect(Collectors.toSet()),
                days(form, name + "data", year),
                form.line(name + "samen"),
                form.line(name + "opmerking"));
    }

    private static List<LocalDate> weeks(FormData form, String field, WishList list) {
        TreeSet<LocalDate> mondays = new TreeSet<>();
        for (String part : parts(form, field)) {
            Matcher weeks = WEEKS.matcher(part);
            int from = weeks.matches() ? Integer.parseInt(weeks.group(1)) : 0;
            int to = weeks.matches() && weeks.group(2) != null ? Integer.parseInt(weeks.group(2)) : from;
            if (from < 1 || from > MAX_WEEK || to < 1 || to > MAX_WEEK) {
                form.problems().add(field, "planning.wish.weeks", part);
                continue;
            }
            SchoolYear year = list.round().year();
            LocalDate last = Wishes.monday(year, to);
            for (LocalDate monday = Wishes.monday(year, from); !monday.isAfter(last); monday = monday.plusWeeks(1)) {
                // a range skips weeks without school, a single one is an error
                if (from == to && !list.weeks().containsKey(monday)) {
                    form.problems().add(field, "planning.wish.weekFree", from);
                } else if (list.weeks().containsKey(monday)) {
                    mondays.add(monday);
                }
            }
        }
        return List.copyOf(mondays);
    }

    private static List<LocalDate> days(FormData form, String field, SchoolYear year) {
        List<LocalDate> days = new ArrayList<>();
        for (String part : parts(form, field)) {
            LocalDate day = day(part, year);
            if (day == null) {
                form.problems().add(field, "planning.wish.days", part);
            } else {
                days.add(day);
            }
        }
        return days;
    }

    private static @Nullable LocalDate day(String part, SchoolYear year) {
        Matcher day = DAY.matcher(part);
        if (!day.matches()) {
            return null;
        }
        int month = Integer.parseInt(day.group(2));
        int calendarYear = day.group(3) != null
                ? Integer.parseInt(day.group(3))
                : month >= year.firstDay().getMonthValue() ? year.start() : year.start() + 1;
        try {
            LocalDate found = LocalDate.of(calendarYear, month, Integer.parseInt(day.group(1)));
            return year.contains(found) ? found : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static List<String> parts(FormData form, String field) {
        return List.of(form.line(field).split("\\s*[,;]\\s*|\\s+en\\s+")).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .limit(MAX_PARTS)
                .toList();
    }
}
