package nl.tec.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import org.jspecify.annotations.Nullable;

/** The readers of an item. The programme manager and the maker of an item always read it too. */
public enum ItemAccess {
    PUBLIC,
    /** Those who teach or guide. */
    SCHOOLS(Role.TEACHER, Role.SCHOOL_COORDINATOR, Role.PROFESSIONAL, Role.AMBASSADOR),
    /** Partners and those who govern with them. */
    PARTNERS(Role.PARTNER, Role.BOARD, Role.MUNICIPALITY);

    private final Role[] roles;

    ItemAccess(Role... roles) {
        this.roles = roles;
    }

    /** @param actor null: a visitor */
    public boolean isOpenTo(@Nullable Actor actor) {
        return this == PUBLIC || actor != null && (actor.is(roles) || actor.is(Role.PROGRAMME_MANAGER));
    }

    /** Returns what this actor may read; without the items of its own organisation. */
    public static Set<ItemAccess> openTo(@Nullable Actor actor) {
        return Arrays.stream(values()).filter(access -> access.isOpenTo(actor)).collect(Collectors.toSet());
    }

    /** Returns the organisations whose material this actor makes: partners and schools. */
    public static List<Long> worksFor(@Nullable Actor actor) {
        return actor == null
                ? List.of()
                : Stream.concat(actor.organisations(Role.PARTNER).stream(), actor.schools().stream())
                        .toList();
    }
}
