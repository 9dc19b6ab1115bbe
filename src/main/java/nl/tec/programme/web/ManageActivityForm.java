package nl.tec.programme.web;

import static nl.tec.programme.ActivityFields.AFTER;
import static nl.tec.programme.ActivityFields.AGES;
import static nl.tec.programme.ActivityFields.AUDIENCES;
import static nl.tec.programme.ActivityFields.BEFORE;
import static nl.tec.programme.ActivityFields.CHILDREN_PER_ADULT;
import static nl.tec.programme.ActivityFields.CLASSES;
import static nl.tec.programme.ActivityFields.CLEANUP;
import static nl.tec.programme.ActivityFields.COST_PARTICIPANT;
import static nl.tec.programme.ActivityFields.COST_SCHOOL;
import static nl.tec.programme.ActivityFields.DESCRIPTION;
import static nl.tec.programme.ActivityFields.EQUIPMENT;
import static nl.tec.programme.ActivityFields.FREE_CANCEL_DAYS;
import static nl.tec.programme.ActivityFields.FUND;
import static nl.tec.programme.ActivityFields.GOALS;
import static nl.tec.programme.ActivityFields.GROUPS;
import static nl.tec.programme.ActivityFields.LEARN;
import static nl.tec.programme.ActivityFields.MAKE;
import static nl.tec.programme.ActivityFields.MBO_YEARS;
import static nl.tec.programme.ActivityFields.MEETINGS;
import static nl.tec.programme.ActivityFields.MINUTES;
import static nl.tec.programme.ActivityFields.NEEDS;
import static nl.tec.programme.ActivityFields.PAYMENT;
import static nl.tec.programme.ActivityFields.PLACE;
import static nl.tec.programme.ActivityFields.PROMISE;
import static nl.tec.programme.ActivityFields.ROOM;
import static nl.tec.programme.ActivityFields.SETUP;
import static nl.tec.programme.ActivityFields.SIZE_MAX;
import static nl.tec.programme.ActivityFields.SIZE_MIN;
import static nl.tec.programme.ActivityFields.TAGS;
import static nl.tec.programme.ActivityFields.TAKES;
import static nl.tec.programme.ActivityFields.TITLE;
import static nl.tec.programme.ActivityFields.WORLDS;
import static nl.tec.programme.ActivityFields.YEARS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityFields;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Discipline;
import nl.tec.programme.ForWhom;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Audience;
import nl.tec.shared.FormData;
import nl.tec.shared.Money;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** Converts the form of an activity to and from {@link ActivityDetails}. */
final class ManageActivityForm {

    /** The field with the worlds other than the primary one. */
    static final String OTHER_WORLDS = "ook-wereld";

    static final List<String> TEXTS = List.of(TITLE, PROMISE, DESCRIPTION, MAKE, LEARN, BEFORE, AFTER, NEEDS, FUND);

    /** All fields in page order, without their English counterparts. */
    static final List<String> FIELDS = Stream.concat(
                    TEXTS.stream(),
                    Stream.of(
                            "soort",
                            TAKES,
                            WORLDS,
                            OTHER_WORLDS,
                            "vakgebieden",
                            AUDIENCES,
                            GROUPS,
                            FormData.endOf(GROUPS),
                            YEARS,
                            FormData.endOf(YEARS),
                            "niveaus",
                            MBO_YEARS,
                            FormData.endOf(MBO_YEARS),
                            AGES,
                            FormData.endOf(AGES),
                            MINUTES,
                            SETUP,
                            CLEANUP,
                            MEETINGS,
                            SIZE_MIN,
                            SIZE_MAX,
                            CLASSES,
                            COST_SCHOOL,
                            COST_PARTICIPANT,
                            FREE_CANCEL_DAYS,
                            CHILDREN_PER_ADULT,
                            PLACE,
                            ROOM,
                            EQUIPMENT,
                            GOALS,
                            TAGS))
            .toList();

    private ManageActivityForm() {}

    /** Returns the form of a new activity, with common defaults. */
    static FormData empty() {
        return new FormData()
                .put(TAKES, Takes.CLASSES)
                .put(MINUTES, 90)
                .put(SETUP, 30)
                .put(CLEANUP, 30)
                .put(MEETINGS, 1)
                .put(SIZE_MIN, 10)
                .put(SIZE_MAX, 32)
                .put(CLASSES, 1)
                .put(FREE_CANCEL_DAYS, 14);
    }

    static FormData of(ActivityDetails details) {
        FormData form = new FormData();
        ActivityDetails.Words words = details.words();
        form.put(TITLE, words.title()).put(PROMISE, words.promise()).put(DESCRIPTION, words.description());
        form.put(MAKE, words.make()).put(LEARN, words.learn());
        form.put(BEFORE, words.before()).put(AFTER, words.after());
        form.put(NEEDS, words.needs()).put(FUND, words.fund()).put(PAYMENT, words.payment());
        form.put("soort", details.kind()).put(TAKES, details.takes()).put(WORLDS, details.world());
        form.putConstants(
                OTHER_WORLDS, details.worlds().subList(1, details.worlds().size()));
        form.putConstants("vakgebieden", details.disciplines());
        ForWhom who = details.forWhom();
        form.putConstants(AUDIENCES, who.audiences()).putConstants("niveaus", who.levels());
        form.put(GROUPS, who.groups());
        form.put(YEARS, who.years());
        form.put(MBO_YEARS, who.mboYears());
        form.put(AGES, who.ages());
        form.put(MINUTES, details.duration().minutes());
        form.put(SETUP, details.duration().setup());
        form.put(CLEANUP, details.duration().cleanup());
        form.put(MEETINGS, details.duration().meetings());
        form.put(SIZE_MIN, details.size().min());
        form.put(SIZE_MAX, details.size().max());
        form.put(CLASSES, details.size().classes());
        form.put(COST_SCHOOL, euros(details.terms().school()));
        form.put(COST_PARTICIPANT, euros(details.terms().participant()));
        form.put(FREE_CANCEL_DAYS, details.terms().freeCancelDays());
        form.put(CHILDREN_PER_ADULT, details.terms().childrenPerAdult());
        form.put(PLACE, details.venueId()).put(ROOM, details.roomId());
        details.equipment().forEach((key, quantity) -> form.put(ActivityFields.quantity(key), quantity));
        form.put(EQUIPMENT, List.copyOf(details.equipment().keySet())).put(GOALS, details.goals());
        return form.put(TAGS, String.join(", ", details.tags()));
    }

    /** @param before the current details, for the organiser and sign-up URL, which are not on the form; null for a new activity */
    static ActivityDetails details(FormData form, @Nullable ActivityDetails before) {
        return new ActivityDetails(
                form.constant("soort", ActivityKind.class).orElse(ActivityKind.WORKSHOP_LEARNING_LINE),
                form.constant(TAKES, Takes.class).orElse(Takes.CLASSES),
                new ActivityDetails.Words(
                        form.both(TITLE),
                        form.both(PROMISE),
                        form.both(DESCRIPTION),
                        form.both(MAKE),
                        form.both(LEARN),
                        form.both(BEFORE),
                        form.both(AFTER),
                        form.both(NEEDS),
                        form.both(FUND),
                        form.both(PAYMENT)),
                worlds(form),
                new HashSet<>(form.constants("vakgebieden", Discipline.class)),
                new ForWhom(
                        new HashSet<>(form.constants(AUDIENCES, Audience.class)),
                        form.span(GROUPS),
                        form.span(YEARS),
                        form.span(MBO_YEARS),
                        form.span(AGES),
                        new HashSet<>(form.constants("niveaus", VoLevel.class))),
                new ActivityDetails.Length(
                        form.number(MINUTES), form.number(SETUP), form.number(CLEANUP), form.number(MEETINGS)),
                new ActivityDetails.Size(form.number(SIZE_MIN), form.number(SIZE_MAX), form.number(CLASSES)),
                new ActivityDetails.Terms(
                        new Money(form.cents(COST_SCHOOL)),
                        new Money(form.cents(COST_PARTICIPANT)),
                        form.number(FREE_CANCEL_DAYS),
                        form.optionalNumber(CHILDREN_PER_ADULT)),
                form.id(PLACE),
                form.id(ROOM),
                equipment(form),
                form.all(GOALS),
                Arrays.stream(form.text(TAGS).split("[,\\n]"))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList(),
                before == null ? null : before.organiserId(),
                before == null ? null : before.signUpUrl());
    }

    /** Reads the ticked equipment, with a default quantity of one. */
    private static Map<String, Integer> equipment(FormData form) {
        return form.all(EQUIPMENT).stream()
                .distinct()
                .collect(Collectors.toMap(key -> key, key -> form.number(ActivityFields.quantity(key), 1)));
    }

    private static List<World> worlds(FormData form) {
        List<World> worlds = new ArrayList<>(form.constants(WORLDS, World.class));
        form.constants(OTHER_WORLDS, World.class).stream()
                .filter(world -> !worlds.isEmpty() && !worlds.contains(world))
                .forEach(worlds::add);
        return worlds;
    }

    private static String euros(Money money) {
        return money.cents() % 100 == 0
                ? Long.toString(money.cents() / 100)
                : "%d,%02d".formatted(money.cents() / 100, money.cents() % 100);
    }
}
