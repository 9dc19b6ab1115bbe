package nl.tec;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The boundaries of the house (ARCHITECTURE.md): no module reaches into another's inside, none know each other both ways. */
class ModulesTest {

    @Test
    void modulesKeepToTheirRooms() {
        ApplicationModules.of(TecApplication.class).verify();
    }
}
