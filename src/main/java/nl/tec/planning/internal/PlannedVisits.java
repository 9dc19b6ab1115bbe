package nl.tec.planning.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingNotes;
import nl.tec.hub.Texts;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import org.springframework.stereotype.Component;

/** The visits of a plan as bookings. */
@Component
class PlannedVisits {

    private final Classes classes;
    private final Catalogue catalogue;
    private final BookingNotes notes;
    private final Texts texts;

    PlannedVisits(Classes classes, Catalogue catalogue, BookingNotes notes, Texts texts) {
        this.classes = classes;
        this.catalogue = catalogue;
        this.notes = notes;
        this.texts = texts;
    }

    /** Keeps with the bookings what schools wrote with the wishes, so that whoever runs the visits reads it. @param wishes by booking */
    void addNotes(Map<Long, StoredWish> wishes, Actor by) {
        Map<Long, String> written = new LinkedHashMap<>();
        wishes.forEach((booking, kept) -> {
            if (!kept.wish().note().isEmpty()) {
                written.put(
                        booking,
                        texts.text(
                                Texts.DUTCH, "planning.plan.note", kept.wish().note()));
            }
        });
        notes.addAll(written, by);
    }

    /** @param prepared the sessions by candidate */
    Map<Assignment, BookClass> commands(PlanToPublish plan, Map<Long, Long> prepared) {
        Map<Long, List<SchoolClass>> there = classes
                .list(plan.schoolsWithVisits(), plan.round().year())
                .stream()
                .collect(Collectors.groupingBy(SchoolClass::siteId));
        Map<Long, Activity> activities =
                catalogue.list().stream().collect(Collectors.toMap(Activity::id, activity -> activity));
        Map<Assignment, BookClass> commands = new LinkedHashMap<>();
        for (Assignment assignment : plan.solution().assignments()) {
            Wish wish = Objects.requireNonNull(plan.wishes().get(assignment.wish()));
            long wishId = InstanceBuilder.number(wish.id());
            StoredWish kept = plan.kept().get(wishId);
            Candidate candidate = Objects.requireNonNull(plan.candidates().get(assignment.candidate()));
            SchoolClass schoolClass = kept == null
                    ? null
                    : there.getOrDefault(kept.siteId(), List.of()).stream()
                            .filter(one -> one.label().equals(kept.wish().label()))
                            .findFirst()
                            .orElse(null);
            if (schoolClass == null) {
                throw new PublicationRefused(
                        "planning.publish.classGone",
                        kept == null ? null : kept.wish().label());
            }
            Activity activity = Objects.requireNonNull(activities.get(InstanceBuilder.number(candidate.activity())));
            commands.put(
                    assignment,
                    new BookClass(
                            Objects.requireNonNull(prepared.get(candidate.id())),
                            schoolClass.id(),
                            headCounts(schoolClass, activity),
                            wish.adults(),
                            UUID.nameUUIDFromBytes(
                                    ("plan " + plan.round().id() + " " + wishId).getBytes(StandardCharsets.UTF_8))));
        }
        return commands;
    }

    /** Returns the pupils of a class whom an activity suits, by part. */
    static Map<Long, Integer> headCounts(SchoolClass schoolClass, Activity activity) {
        Map<Long, Integer> heads = new HashMap<>();
        for (ClassPart part : schoolClass.parts()) {
            if (activity.details().forWhom().fits(part.grade(), schoolClass.level())) {
                heads.put(part.id(), part.headCount());
            }
        }
        return heads;
    }
}
