package nl.tec.partners;

import java.time.Instant;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.partners.internal.LogoPicture;
import nl.tec.partners.internal.LogoStore;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages the logos of partners, shown beside the activities that they organise and on the public page of partners. */
@Service
public class Logos {

    /** The name of the form field. */
    public static final String FIELD = "logo";

    public static final int MAX_BYTES = 2_000_000;

    private final LogoStore store;
    private final Audit audit;

    Logos(LogoStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** A logo as sent to browsers. @param changedAt part of its URL */
    public record Logo(byte[] png, Instant changedAt) {}

    public Optional<Logo> find(long organisationId) {
        return store.find(organisationId);
    }

    /** Replaces a logo. The picture is scaled and re-encoded, which strips metadata. For programme managers and the partner itself. */
    @Transactional
    public Outcome<Logo> put(long organisationId, byte[] file, Actor by) {
        by.requireManagesPartner(organisationId);
        Problems problems = new Problems();
        Optional<byte[]> png = LogoPicture.of(file, problems);
        if (png.isEmpty()) {
            return Outcome.refused(problems);
        }
        store.put(organisationId, png.get());
        audit.add(by, "PARTNER_CHANGED", "organisation", organisationId);
        return Outcome.done(store.find(organisationId).orElseThrow());
    }

    @Transactional
    public void remove(long organisationId, Actor by) {
        by.requireManagesPartner(organisationId);
        store.remove(organisationId);
        audit.add(by, "PARTNER_CHANGED", "organisation", organisationId);
    }
}
