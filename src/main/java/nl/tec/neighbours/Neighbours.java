package nl.tec.neighbours;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.exchange.ApiKey;
import nl.tec.exchange.ApiKeys;
import nl.tec.exchange.ApiScope;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.PublicInternet;
import nl.tec.neighbours.internal.NeighbourAccess;
import nl.tec.neighbours.internal.NeighbourReader;
import nl.tec.neighbours.internal.NeighbourStore;
import nl.tec.organisations.OrganisationKind;
import nl.tec.organisations.Organisations;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The neighbouring hubs, managed by an administrator. */
@Service
public class Neighbours {

    public static final int MAX_NEIGHBOURS = 20;

    private static final int SAME_NAME = 20;

    private final NeighbourStore store;
    private final NeighbourReader reader;
    private final NeighbourAccess access;
    private final ApiKeys keys;
    private final Organisations organisations;
    private final PublicInternet internet;
    private final HubSettings hub;
    private final Audit audit;
    private final Clock clock;

    Neighbours(
            NeighbourStore store,
            NeighbourReader reader,
            NeighbourAccess access,
            ApiKeys keys,
            Organisations organisations,
            PublicInternet internet,
            HubSettings hub,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.reader = reader;
        this.access = access;
        this.keys = keys;
        this.organisations = organisations;
        this.internet = internet;
        this.hub = hub;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns all neighbours, by city; for an administrator. */
    public List<Neighbour> list(Actor actor) {
        actor.requireRole(Role.ADMINISTRATOR);
        return store.list();
    }

    public Neighbour get(long id, Actor actor) {
        actor.requireRole(Role.ADMINISTRATOR);
        return find(id);
    }

    /** Returns the neighbours that are read and shown, by city. */
    public List<Neighbour> shown() {
        return store.list().stream().filter(Neighbour::on).toList();
    }

    /** @return its id */
    @Transactional
    public Outcome<Long> add(NeighbourFields fields, Actor by) {
        by.requireRole(Role.ADMINISTRATOR);
        Optional<String> origin = origin(fields.address());
        Problems problems = check(fields, origin.orElse(null), null)
                .addIf(store.list().size() >= MAX_NEIGHBOURS, "", "neighbours.check.many", MAX_NEIGHBOURS);
        if (problems.any() || origin.isEmpty()) {
            return Outcome.refused(problems);
        }
        return organisation(fields.name().strip(), origin.get(), by)
                .either(organisation -> add(organisation, fields, origin.get(), by), Outcome::refused);
    }

    private Outcome<Long> add(long organisationId, NeighbourFields fields, String origin, Actor by) {
        if (store.isNeighbour(organisationId)) {
            return Outcome.refused(new Problems().add(NeighbourFields.NAME, "neighbours.check.twiceName"));
        }
        long id = store.insert(organisationId, fields, origin, clock.instant());
        audit.add(by, "NEIGHBOUR_ADDED", "neighbour", id);
        return Outcome.done(id);
    }

    /** Changes a neighbour, except its name, which is in the register of organisations. */
    @Transactional
    public Outcome<Long> change(long id, NeighbourFields fields, Actor by) {
        Neighbour was = get(id, by);
        Optional<String> origin = origin(fields.address());
        Problems problems = check(fields, origin.orElse(null), was);
        if (problems.any() || origin.isEmpty()) {
            return Outcome.refused(problems);
        }
        // data from another address are of another party
        boolean moved = !origin.get().equals(was.address());
        store.update(id, fields, origin.get(), moved, clock.instant());
        audit.add(by, "NEIGHBOUR_CHANGED", "neighbour", id);
        return Outcome.done(id);
    }

    /** Removes a neighbour with everything that was read from it; idempotent. */
    @Transactional
    public void remove(long id, Actor by) {
        by.requireRole(Role.ADMINISTRATOR);
        if (store.find(id).isEmpty()) {
            return;
        }
        keys(id, by).forEach(key -> keys.withdraw(key.id(), by));
        store.delete(id);
        audit.add(by, "NEIGHBOUR_REMOVED", "neighbour", id);
    }

    /** Reads a neighbour now. @return the failure; empty: succeeded */
    public Optional<NeighbourFailure> readNow(long id, Actor by) {
        get(id, by);
        return reader.read(id);
    }

    /**
     * Makes a key with which the neighbour books here for its schools.
     *
     * @param expiresOn the last day it works; null: it could not be read
     * @param form as of {@link ApiKeys#make}
     */
    @Transactional
    public Outcome<ApiKeys.NewKey> makeKey(long id, @Nullable LocalDate expiresOn, @Nullable UUID form, Actor by) {
        Neighbour neighbour = get(id, by);
        return keys.make(
                neighbour.organisationId(),
                Role.ADMINISTRATOR,
                neighbour.name(),
                ApiScope.of(Role.ADMINISTRATOR),
                expiresOn,
                form,
                by);
    }

    /** Returns the keys that were made for a neighbour. */
    public List<ApiKey> keys(long id, Actor actor) {
        return keys.list(get(id, actor).organisationId(), Role.ADMINISTRATOR, actor);
    }

    @Transactional
    public void withdrawKey(long id, long keyId, Actor by) {
        if (keys(id, by).stream().noneMatch(key -> key.id() == keyId)) {
            throw new NotFound("API key " + keyId);
        }
        keys.withdraw(keyId, by);
    }

    /**
     * Stores the key that the neighbour gave us, with which our schools book there.
     *
     * @param key empty: keeps the stored one, which a page never shows
     */
    @Transactional
    public Outcome<Long> enterKey(long id, String key, Actor by) {
        boolean known = get(id, by).theirKeyAt() != null;
        String typed = key.strip();
        if (typed.isEmpty() && known) {
            return Outcome.done(id);
        }
        if (!ApiKeys.isKey(typed)) {
            return Outcome.refused(new Problems().add(NeighbourFields.KEY, "neighbours.check.key"));
        }
        access.keep(id, typed);
        audit.add(by, "NEIGHBOUR_KEY_ENTERED", "neighbour", id);
        return Outcome.done(id);
    }

    /** Forgets the key that the neighbour gave us. */
    @Transactional
    public void forgetKey(long id, Actor by) {
        if (get(id, by).theirKeyAt() != null) {
            access.forget(id);
            audit.add(by, "NEIGHBOUR_KEY_FORGOTTEN", "neighbour", id);
        }
    }

    /** Tries our key at the neighbour. @return why it does not work; empty: it does */
    public Optional<NeighbourFailure> tryKey(long id, Actor by) {
        get(id, by);
        return access.failure(id);
    }

    private Neighbour find(long id) {
        return store.find(id).orElseThrow(() -> new NotFound("neighbour " + id));
    }

    private Problems check(NeighbourFields fields, @Nullable String origin, @Nullable Neighbour was) {
        return new Problems()
                .addIf(was == null && fields.name().isBlank(), NeighbourFields.NAME, "neighbours.check.name")
                .addIfLonger(fields.name(), NeighbourFields.MAX_NAME, NeighbourFields.NAME)
                .addIf(fields.city().isBlank(), NeighbourFields.CITY, "neighbours.check.city")
                .addIfLonger(fields.city(), NeighbourFields.MAX_CITY, NeighbourFields.CITY)
                .addIf(origin == null, NeighbourFields.ADDRESS, "neighbours.check.address")
                .addIf(
                        origin != null && origin.equals(ownOrigin()),
                        NeighbourFields.ADDRESS,
                        "neighbours.check.ourselves")
                .addIf(
                        origin != null && store.isKnown(origin, was == null ? 0 : was.id()),
                        NeighbourFields.ADDRESS,
                        "neighbours.check.twice");
    }

    private @Nullable String ownOrigin() {
        return origin(hub.get(Setting.BASE_URL)).orElse(null);
    }

    /** Returns scheme, host and port, which all addresses of a neighbour must have; empty: not an address on the internet. */
    private Optional<String> origin(String address) {
        return internet.parse(address, Set.of("https"))
                .filter(uri -> uri.getQuery() == null && uri.getFragment() == null)
                .filter(uri -> uri.getPath().isEmpty() || uri.getPath().equals("/"))
                .map(PublicInternet::origin)
                .filter(origin -> origin.length() <= NeighbourFields.MAX_ADDRESS);
    }

    /** Finds the hub with this name in the register of organisations, or adds it. */
    private Outcome<Long> organisation(String name, String website, Actor by) {
        return organisations.list(OrganisationKind.HUB, name, null, SAME_NAME).stream()
                .filter(one -> one.name().equalsIgnoreCase(name) && !one.ended())
                .findFirst()
                .map(one -> Outcome.done(one.id()))
                .orElseGet(() -> organisations.add(
                        by, new Organisations.Form(OrganisationKind.HUB, name, "", "", "", "", "", "", website)));
    }
}
