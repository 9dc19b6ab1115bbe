package nl.tec.partners;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import nl.tec.partners.internal.SignedConnectionStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Memberships and ambassadors that begin and end with a declaration (rules 6). Runs in the caller's transaction, and publishes
 * {@link ConnectionsChanged}.
 */
@Service
public class SignedConnections {

    private final SignedConnectionStore store;
    private final ApplicationEventPublisher events;

    SignedConnections(SignedConnectionStore store, ApplicationEventPublisher events) {
        this.store = store;
        this.events = events;
    }

    /** Somebody who signed as an ambassador. @param position for example 'director' */
    public record Ambassador(long signatoryId, String position) {}

    /**
     * Begins the memberships of a signed declaration. An organisation that already is a member in this way at that time keeps its
     * membership as it is.
     *
     * @param until the last day; null: without an end
     * @param feeCents a year; null: none
     */
    public void beginMemberships(
            long declarationId,
            Membership.Kind kind,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents,
            Collection<Long> organisations) {
        store.addMemberships(declarationId, kind, from, until, feeCents, organisations);
        events.publishEvent(new ConnectionsChanged());
    }

    /** @param until the last day; null: without an end */
    public void beginAmbassadors(List<Ambassador> ambassadors, LocalDate from, @Nullable LocalDate until) {
        store.addAmbassadors(ambassadors, from, until);
        events.publishEvent(new ConnectionsChanged());
    }

    /** Ends what the declaration began, renewals of its memberships included, on this day unless it ended before. */
    public void end(long declarationId, Collection<Long> signatories, LocalDate day) {
        if (store.endMemberships(declarationId, day) + store.endAmbassadors(signatories, day) > 0) {
            events.publishEvent(new ConnectionsChanged());
        }
    }
}
