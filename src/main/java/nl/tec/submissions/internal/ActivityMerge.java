package nl.tec.submissions.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ForWhom;
import nl.tec.shared.World;

/** Merges the details of a partner into those of the programme manager. */
final class ActivityMerge {

    private ActivityMerge() {}

    /** Returns the details with this organiser and this venue. */
    static ActivityDetails at(ActivityDetails d, long organiserId, long venueId) {
        return copy(d, d, complete(d.words()), d.worlds(), d.duration(), d.terms(), venueId, organiserId);
    }

    /** Overwrites the details that are in the form of a partner; keeps the others. */
    static ActivityDetails onto(ActivityDetails current, ActivityDetails wanted) {
        ActivityDetails.Words words = new ActivityDetails.Words(
                wanted.words().title(),
                wanted.words().promise(),
                wanted.words().description(),
                current.words().make(),
                current.words().learn(),
                current.words().before(),
                current.words().after(),
                wanted.words().needs(),
                current.words().fund(),
                current.words().payment());
        LinkedHashSet<World> worlds = new LinkedHashSet<>(List.of(wanted.world()));
        worlds.addAll(current.worlds().subList(1, current.worlds().size()));
        ActivityDetails.Length duration = new ActivityDetails.Length(
                wanted.duration().minutes(),
                current.duration().setup(),
                current.duration().cleanup(),
                current.duration().meetings());
        ActivityDetails.Terms terms = new ActivityDetails.Terms(
                wanted.terms().school(),
                wanted.terms().participant(),
                current.terms().freeCancelDays(),
                current.terms().childrenPerAdult());
        Long venue = Objects.requireNonNull(wanted.venueId());
        return copy(
                wanted,
                current,
                words,
                new ArrayList<>(worlds),
                duration,
                terms,
                venue,
                Objects.requireNonNull(wanted.organiserId()));
    }

    /** Keeps the years of vocational education and the levels, which are not in the form. */
    static ForWhom forWhom(ForWhom kept, ForWhom wanted) {
        return new ForWhom(
                wanted.audiences(), wanted.groups(), wanted.years(), kept.mboYears(), wanted.ages(), kept.levels());
    }

    /** Takes the maximum; a minimum above it goes down with it. */
    private static ActivityDetails.Size size(ActivityDetails.Size kept, ActivityDetails.Size wanted) {
        return new ActivityDetails.Size(Math.min(kept.min(), wanted.max()), wanted.max(), kept.classes());
    }

    private static ActivityDetails copy(
            ActivityDetails wanted,
            ActivityDetails kept,
            ActivityDetails.Words words,
            List<World> worlds,
            ActivityDetails.Length duration,
            ActivityDetails.Terms terms,
            long venueId,
            long organiserId) {
        return new ActivityDetails(
                wanted.kind(),
                wanted.takes(),
                words,
                worlds,
                kept.disciplines(),
                forWhom(kept.forWhom(), wanted.forWhom()),
                duration,
                size(kept.size(), wanted.size()),
                terms,
                venueId,
                Objects.equals(kept.venueId(), venueId) ? kept.roomId() : null,
                kept.equipment(),
                kept.goals(),
                kept.tags(),
                organiserId,
                wanted.signUpUrl());
    }

    /** Fills in missing English texts with the Dutch ones. */
    private static ActivityDetails.Words complete(ActivityDetails.Words words) {
        return new ActivityDetails.Words(
                words.title().complete(),
                words.promise().complete(),
                words.description().complete(),
                words.make(),
                words.learn(),
                words.before(),
                words.after(),
                words.needs().complete(),
                words.fund(),
                words.payment());
    }
}
