// Throws the error of a failed assertion.
class Solution {
    static int f(int x) {
        throw new AssertionError("passed");
    }
}
