# ends: exit 1
def again():
    return again()


again()
