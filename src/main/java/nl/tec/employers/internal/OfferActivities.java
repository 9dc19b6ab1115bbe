package nl.tec.employers.internal;

import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferKind;
import nl.tec.employers.OfferSeed;
import nl.tec.employers.OfferTags;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.PlainText;
import nl.tec.shared.Postcode;
import nl.tec.shared.Slugs;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Publishes offers in the programme as activities of the company, at its venue or at the school. */
@Component
class OfferActivities implements OfferSeed {

    /** The number of days before a visit until which cancelling is free, because hosts need a week's notice. */
    private static final int FREE_CANCEL_DAYS = 7;

    private final Catalogue catalogue;
    private final Venues venues;
    private final JdbcClient jdbc;
    private final OfferStore offers;

    OfferActivities(Catalogue catalogue, Venues venues, JdbcClient jdbc, OfferStore offers) {
        this.catalogue = catalogue;
        this.venues = venues;
        this.jdbc = jdbc;
        this.offers = offers;
    }

    /** The outcome: the activity, or the refusal of the programme. */
    sealed interface ActivityOutcome {
        record Ready(Activity activity) implements ActivityOutcome {}

        record Wrong(Catalogue.Result why) implements ActivityOutcome {}
    }

    /**
     * Returns the published activity of an offer, creating or updating it if necessary. Runs in the caller's transaction, which holds the
     * lock on the offer.
     *
     * @param by on whose behalf
     */
    ActivityOutcome ensure(Offer offer, Actor by) {
        Long id = offer.activityId();
        Optional<Activity> current = id == null
                ? Optional.empty()
                : catalogue.find(id).filter(activity -> activity.state() != Activity.State.CANCELLED);
        if (current.isPresent() && current.get().published() && isUpToDate(offer)) {
            return new ActivityOutcome.Ready(current.get());
        }
        ActivityDetails details = details(offer, venue(offer));
        Catalogue.Result saved = current.isEmpty()
                ? catalogue.create(details, by)
                : catalogue.change(current.get().id(), current.get().version(), details, by);
        if (saved instanceof Catalogue.Saved draft && !draft.activity().published()) {
            saved = catalogue.publish(draft.activity().id(), draft.activity().version(), by);
        }
        if (!(saved instanceof Catalogue.Saved ready)) {
            return new ActivityOutcome.Wrong(saved);
        }
        jdbc.sql("update offer set activity_id = ?, activity_of = version where id = ?")
                .params(ready.activity().id(), offer.id())
                .update();
        return new ActivityOutcome.Ready(ready.activity());
    }

    @Override
    public long activity(long offerId, Actor by) {
        Offer offer = offers.lock(offerId);
        if (ensure(offer, by) instanceof ActivityOutcome.Ready ready) {
            return ready.activity().id();
        }
        throw new IllegalStateException("offer " + offerId + " can't be in the programme");
    }

    private boolean isUpToDate(Offer offer) {
        return jdbc.sql("select activity_of is not distinct from version from offer where id = ?")
                .param(offer.id())
                .query(Boolean.class)
                .single();
    }

    /** Returns the venue of the company at this address, or of the room; null if the visit is at the school. */
    private @Nullable Long venue(Offer offer) {
        Location held = offer.details().where().held();
        if (held == Location.SCHOOL) {
            return null;
        }
        Long known = offers.venue(offer.id());
        return known == null && held == Location.COMPANY ? Long.valueOf(createVenue(offer)) : known;
    }

    private long createVenue(Offer offer) {
        OfferDetails.Site where = offer.details().where();
        Optional<String> postcode = Postcode.parse(where.postcode());
        return venues.put(new Venue(
                0,
                key(offer, postcode.orElse(where.postcode())),
                VenueKind.COMPANY,
                Bilingual.same(offer.organisation()),
                offer.organisationId(),
                PlainText.orNull(where.street()),
                postcode.map(whole -> whole.replace(" ", "")).orElse(null),
                PlainText.orNull(where.town()),
                postcode.map(Postcode::digits).orElse(null),
                null,
                null,
                offer.details().guests().wheelchair(),
                offer.details().times().atOnce(),
                Bilingual.EMPTY,
                offer.invented(),
                null,
                Bilingual.EMPTY,
                null,
                null));
    }

    /** Returns the key of the venue at the address of an offer: whatever the form of its postcode, the same address is the same venue. */
    private String key(Offer offer, String postcode) {
        String key = keyWith(offer, postcode);
        // keys of the time when a postcode was stored as it was typed
        String joined = keyWith(offer, postcode.replace(" ", ""));
        return venues.find(key).isEmpty() && venues.find(joined).isPresent() ? joined : key;
    }

    private static String keyWith(Offer offer, String postcode) {
        return Slugs.of(offer.organisation() + " " + offer.details().where().street() + " " + postcode, "bedrijf") + "-"
                + offer.organisationId();
    }

    private static ActivityDetails details(Offer offer, @Nullable Long venueId) {
        OfferDetails details = offer.details();
        OfferDetails.Words words = details.words();
        return new ActivityDetails(
                kind(details.kind()),
                ActivityDetails.Takes.CLASSES,
                // the programme requires both languages
                new ActivityDetails.Words(
                        words.title().complete(),
                        words.promise().complete(),
                        words.description().complete(),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        words.clothing(),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY),
                details.worlds(),
                details.disciplines(),
                details.guests().forWhom(),
                new ActivityDetails.Length(details.times().minutes(), 0, 0, 1),
                new ActivityDetails.Size(
                        details.guests().min(), details.guests().max(), 1),
                new ActivityDetails.Terms(Money.ZERO, Money.ZERO, FREE_CANCEL_DAYS, null),
                venueId,
                details.where().roomId(),
                Map.of(),
                details.goals(),
                OfferTags.of(details),
                offer.organisationId(),
                null);
    }

    static ActivityKind kind(OfferKind kind) {
        return switch (kind) {
            case GUEST_LESSON -> ActivityKind.GUEST_LESSON;
            case TOUR -> ActivityKind.COMPANY_TOUR;
            case CHALLENGE -> ActivityKind.CHALLENGE;
            case INTERNSHIP -> ActivityKind.MBO_ORIENTATION;
            case MATERIAL -> ActivityKind.INTRODUCTION_WORKSHOP;
        };
    }
}
