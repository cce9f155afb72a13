package dev.caravan.verifier.sandbox;

/** How strong the walls around a program are; the first is the strongest. */
public enum Tier {
    /** Fresh user, pid, mount, network and ipc namespaces, a root of its own, and a seccomp allow-list. */
    NAMESPACES,
    /** Landlock and a stricter seccomp allow-list, where namespaces are denied: nothing can be written; names of host files may be probed. */
    LANDLOCK,
    /** Resource limits only: a program can do what the service's user can do. Never chosen unless the settings ask for it. */
    UNSAFE;

    boolean isWeakerThan(Tier other) {
        return compareTo(other) > 0;
    }
}
