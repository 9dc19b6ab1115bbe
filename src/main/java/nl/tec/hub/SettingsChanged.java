package nl.tec.hub;

import java.util.Set;
import nl.tec.hub.HubSettings.Setting;

/** The event that an administrator changed settings. */
public record SettingsChanged(Set<Setting> settings) {}
