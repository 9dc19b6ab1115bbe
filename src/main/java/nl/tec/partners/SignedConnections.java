package nl.tec.partners;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import nl.tec.partners.internal.SignedConnectionStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Begins and ends the memberships and ambassadors of a declaration (rules 6). Runs in the caller's transaction, and publishes
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

    /** A signatory who becomes an ambassador. @param position for example 'director' */
    public record Ambassador(long signatoryId, String position) {}

    /**
     * Begins the memberships of a signed declaration. An organisation that already has an overlapping membership of this kind keeps that
     * one unchanged.
     *
     * @param until the last day; null: open-ended
     * @param feeCents the fee per year; null: none
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

    /** @param until the last day; null: open-ended */
    public void beginAmbassadors(List<Ambassador> ambassadors, LocalDate from, @Nullable LocalDate until) {
        store.addAmbassadors(ambassadors, from, until);
        events.publishEvent(new ConnectionsChanged());
    }

    /** Ends the memberships and ambassadors of a declaration, renewals included, on this day unless they ended before. */
    public void end(long declarationId, Collection<Long> signatories, LocalDate day) {
        if (store.endMemberships(declarationId, day) + store.endAmbassadors(signatories, day) > 0) {
            events.publishEvent(new ConnectionsChanged());
        }
    }
}
