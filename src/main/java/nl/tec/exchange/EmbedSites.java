package nl.tec.exchange;

import java.net.IDN;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.exchange.internal.EmbedSiteStore;
import nl.tec.hub.PublicInternet;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sites of a partner on which the programme may be shown in a frame (decision 0078). The partner or the programme manager registers
 * them; a site of another organisation is reported as {@link NotFound}.
 */
@Service
public class EmbedSites {

    public static final String ADDRESS = "adres";
    public static final int MAX_SITES = 10;

    private static final int MAX_ORIGIN = 255;

    /** Where a webmaster tries a page before it is on the site; pages there are for people at that machine only. */
    private static final Pattern OWN_MACHINE =
            Pattern.compile("(http://localhost(?::[1-9][0-9]{0,3}|:[1-5][0-9]{4})?)(?:/.*)?");

    private final EmbedSiteStore store;
    private final PublicInternet internet;
    private final Audit audit;
    private final Clock clock;

    EmbedSites(EmbedSiteStore store, PublicInternet internet, Audit audit, Clock clock) {
        this.store = store;
        this.internet = internet;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param origin scheme, host and, when it is not the usual one, port: {@code https://www.voorbeeld.nl} */
    public record Site(long id, long organisationId, String organisation, String origin, Instant addedAt) {}

    /** Returns the origins that may frame pages of this organisation. @throws NotFound when there is no such organisation */
    public List<String> origins(long organisationId) {
        return store.origins(organisationId).orElseThrow(() -> new NotFound("organisation " + organisationId));
    }

    public List<Site> list(long organisationId, Actor actor) {
        requireKeeper(actor, organisationId);
        return store.list(organisationId);
    }

    /** Returns the sites of all partners, by name, for the programme manager. */
    public List<Site> all(Actor actor) {
        actor.requireRole(Role.PROGRAMME_MANAGER);
        return store.all();
    }

    /** @param address of any page of the site, as copied from a browser */
    @Transactional
    public Outcome<Site> add(long organisationId, String address, Actor by) {
        requireKeeper(by, organisationId);
        Optional<String> origin = frameOrigin(address);
        if (origin.isEmpty()) {
            return Outcome.refused(new Problems().add(ADDRESS, "embeds.check.address"));
        }
        // after losing a position to a concurrent insert, the next one is tried; each attempt has one fewer
        for (int attempt = 0; attempt <= MAX_SITES; attempt++) {
            List<Site> others = store.list(organisationId);
            Problems problems = new Problems()
                    .addIf(
                            others.stream().anyMatch(site -> site.origin().equals(origin.get())),
                            ADDRESS,
                            "embeds.check.twice")
                    .addIf(others.size() >= MAX_SITES, ADDRESS, "embeds.check.many", MAX_SITES);
            if (problems.any()) {
                return Outcome.refused(problems);
            }
            Optional<Long> id = store.insert(organisationId, origin.get(), MAX_SITES, clock.instant());
            if (id.isPresent()) {
                audit.add(by, "EMBED_SITE_ADDED", "embed-site", id.get());
                return Outcome.done(store.find(id.get()).orElseThrow());
            }
        }
        return Outcome.refused(new Problems().add(ADDRESS, "embeds.check.many", MAX_SITES));
    }

    /** Removes a site; idempotent. */
    @Transactional
    public void remove(long id, Actor by) {
        store.find(id).ifPresent(site -> {
            requireKeeper(by, site.organisationId());
            store.delete(id);
            audit.add(by, "EMBED_SITE_REMOVED", "embed-site", id);
        });
    }

    private void requireKeeper(Actor actor, long organisationId) {
        actor.requireManagesPartner(organisationId);
        origins(organisationId);
    }

    /** Returns the origin of an https address, without what follows the host; of a webmaster's own machine also http. */
    private Optional<String> frameOrigin(String address) {
        String typed = address.strip();
        Matcher own = OWN_MACHINE.matcher(typed);
        if (own.matches()) {
            return Optional.of(own.group(1));
        }
        String whole = typed.contains("://") ? typed : "https://" + typed;
        return internet.parse(ascii(whole), Set.of("https")).flatMap(uri -> {
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            String origin = PublicInternet.origin(uri);
            boolean right = host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")
                    && uri.getPort() <= 65_535
                    && origin.length() <= MAX_ORIGIN;
            return right ? Optional.of(origin) : Optional.empty();
        });
    }

    /** Returns the address with its host name as browsers send it: {@code xn--caf-dma.nl} for {@code café.nl}. */
    private static String ascii(String address) {
        int from = address.indexOf("://") + 3;
        int to = from;
        while (to < address.length() && "/?#:@".indexOf(address.charAt(to)) < 0) {
            to++;
        }
        try {
            return address.substring(0, from) + IDN.toASCII(address.substring(from, to)) + address.substring(to);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
